SELECT device, number, answered FROM sharing;
